export { TimetabledEndpoint } from "./timetabled-endpoint";
