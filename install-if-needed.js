// Installs the dependencies when they are missing or older than package-lock.json. It uses none of them.
const { execSync } = require("node:child_process");
const { readFileSync } = require("node:fs");

/**
 * Optional packages may be missing: npm leaves out those for other platforms.
 *
 * @param wanted package-lock.json, parsed
 * @param installed node_modules/.package-lock.json, which npm writes at the end of an install; undefined without one
 * @returns whether each package has the version that is wanted
 */
function isInstalled(wanted, installed) {
  if (installed === undefined) return false;
  return Object.entries(wanted.packages).every(([name, { version, optional }]) => {
    const found = installed.packages[name];
    return name === "" || (found === undefined ? optional === true : found.version === version);
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(`${__dirname}/${file}`, "utf8"));
  } catch {
    return undefined;
  }
}

function installIfNeeded() {
  if (isInstalled(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"))) return;
  console.error("Installing dependencies (npm ci) …");
  try {
    // To stderr, since stdout may be read as JSON. Errors are shown even under `npm run -s`.
    execSync("npm ci --include=dev --no-audit --no-fund --loglevel=error", {
      cwd: __dirname,
      stdio: ["inherit", 2, 2],
    });
  } catch (error) {
    process.exitCode = error.status ?? 1;
  }
}

module.exports = { isInstalled };
if (require.main === module) installIfNeeded();
