export * from "./measure-past";
export * from "./compare-proposal";
