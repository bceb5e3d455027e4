export { type CapacityAlarmPlan, fitCapacityAlarm } from "./capacity-alarm";
export { formatDashboard } from "./dashboard";
export { type MonitoringPlan, planMonitoring } from "./monitoring-plan";
