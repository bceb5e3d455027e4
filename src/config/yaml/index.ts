export { parseEngineScalar } from "./engine-scalar";
export { readYaml, type YamlFile } from "./read-yaml";
export { findDeepestExistingPlace, mergeProblems, sortProblems } from "./sort-problems";
export { parseOwnKey, parseStackValues, project, readAwsSettings, readStackFile } from "./stack-file";
