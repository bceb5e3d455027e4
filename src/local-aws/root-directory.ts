// Programs find calendar files from the project's folder. The engine tells it only to programs that it starts as
// processes of their own; the SDK reads it from here, when it is loaded and when a run begins.
process.env["PULUMI_NODEJS_ROOT_DIRECTORY"] = process.cwd();
