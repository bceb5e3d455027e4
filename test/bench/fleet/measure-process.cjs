// Loaded into a measured process before anything else: what it used in all goes to a file when it ends.
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1024,
    modules: Object.keys(require.cache),
  };
  require("node:fs").writeFileSync(process.env.MEASURED_FILE, JSON.stringify(used));
});
