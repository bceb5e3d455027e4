export * from "./measure-past";
export * from "./judge-proposal";
