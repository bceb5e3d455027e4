/** What the codes mean that have no rule file with a comment. */
export const causes: Readonly<Record<string, string>> = {
  "calendar-file-unreadable": "The stack file names a calendar file that cannot be read.",
  "duplicate-key": "A key appears twice in one map, or with and without the prefix of the project.",
  "edit-refused":
    "An edit of the stack file was refused, because it would change more than the value, or because the file has another shape.",
  "encrypted-value":
    "A setting other than an environment variable is encrypted, but previews and the state would show it.",
  "environment-unread":
    "The stack file imports environments of Pulumi ESC. Only Pulumi reads them, so the command checks the stack file without their values.",
  "missing-key": "A required key is missing.",
  "octal-number": "The engine reads a number without quotes that begins with 0 as octal.",
  "region-unknown-shape": "aws:region does not have the form of a region.",
  "stack-file": "The stack file is not text.",
  "unknown-key": "No setting has this name here.",
  "wrong-indentation": "A section is indented too far, or not far enough, so that it belongs to another parent.",
  "wrong-prefix": "A key has the prefix of another project, so Pulumi ignores it.",
  "wrong-type": "A value is of the wrong kind: text instead of a number, or a list instead of a map.",
  "wrong-value": "A value is of the right kind, but not one that this key accepts.",
  "yaml-syntax": "The file is not valid YAML, or uses a form of YAML that Pulumi reads in another way.",
  "existing-endpoint-missing": "The endpoint or inference component that the stack file names does not exist at AWS.",
  "endpoint-busy":
    "The instance type or a variant changes, but the endpoint is in the middle of another update, or in a status that an update does not start from.",
  "endpoint-unready":
    "An earlier run created the endpoint and failed before it was in service. A run that took it as complete would delete the endpoint that it replaces.",
  "endpoint-failed":
    "An earlier run created the endpoint, and SageMaker could not bring it into service. A run that took it as complete would delete the endpoint that it replaces.",
  "not-deployed": "AWS does not have the endpoint.",
  "not-registered": "The variant has no scalable target, so nothing scales it.",
  limits: "The limits at AWS are not the timetable's. The message says who set them, if AWS's history shows it.",
  "count-outside": "AWS asks for fewer instances than min, or for more than max.",
  "missing-action": "AWS lacks a scheduled action of the plan.",
  "different-action": "A scheduled action at AWS has another schedule, zone or limits than the plan.",
  "foreign-action": "AWS has a scheduled action that is not in the plan.",
  "missing-policy": "AWS lacks a scaling policy.",
  "different-policy": "A scaling policy at AWS has other steps or another target than the stack file.",
  "foreign-policy": "AWS has a scaling policy that is not in the stack file.",
  "missing-alarm": "No alarm calls a step scaling policy.",
  "different-alarm": "The alarm of a step scaling policy has other settings than the stack file.",
  suspended: "Scheduled scaling, scale-out or scale-in is suspended.",
  paused:
    "A note, not a difference: an override pauses the timetable. Until it ends, anyone may set the limits by hand.",
  "failed-activity":
    "A note, not a difference: what failed since the limits in force were set, at most a day ago, such as a quota, no instances at AWS, or an endpoint that was busy.",
  "not-scaled": "A note, not a difference: why policies that asked for another count did not get it.",
  status: "A difference if the endpoint is Failed. Otherwise a note: its status, and instances that are starting.",
  "timetable-like-itself": "A named timetable is like itself, at once or through others.",
  "unknown-timetable": "An endpoint or another timetable names a timetable that the stack file does not have.",
  "unused-timetable": "No endpoint uses a named timetable.",
  "variant-still-scaled":
    "A variant left the stack file and its endpoint stays, but the run may not read AWS, and so does not deregister the target first.",
  "window-name": "In the editor, a window has no name, or several windows have the same name.",
  "history-unreadable": "A file with a history of requests, or with a load, has a line that cannot be read.",
  "import-left-out": "An import skips a scheduled action or an endpoint. The message says why.",
  "import-undetermined":
    "Two imported actions fire in the same minute with different limits, and AWS does not say which one runs last.",
  "import-unreadable": "An import cannot read its input.",
  "metric-not-in-load": "A load has only requests, and the metric that scales the endpoint does not follow from them.",
};
