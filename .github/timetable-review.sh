#!/bin/sh
# Reviews endpoints of a stack against their last weeks at AWS, and writes what pays to the stack file. Prints the reviews
# in Markdown, and if the file changed, what changes in it.
#
# usage: .github/timetable-review.sh <stack> <endpoint>=<requests that one instance serves per minute>...
# Exit code 1 or 2 if an endpoint could not be reviewed: see timetable review --help.
set -eu
stack=${1:?usage: .github/timetable-review.sh <stack> <endpoint>=<requests per minute>...}
shift
cd "$(dirname "$0")/.."
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
status=0
for pair in "$@"; do
  npm run --silent timetable -- review --stack "$stack" --endpoint "${pair%%=*}" --per-instance "${pair#*=}" --write \
    >>"$printed" 2>&1 || status=$?
  echo >>"$printed"
done
echo "## Review of the last weeks"
# Longer than every run of backticks inside.
fence='```'$(tr -c '`' '\n' <"$printed" | sort | tail -n 1)
printf '\n%stext\n' "$fence"
cat "$printed"
printf '%s\n' "$fence"
file=Pulumi.$stack.yaml
git diff --quiet -- "$file" || {
  echo
  npm run --silent timetable -- diff HEAD --file "$file" --markdown
}
exit "$status"
