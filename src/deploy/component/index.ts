export * from "./timetabled-endpoint";
export * from "./timetabled-endpoint-args";
