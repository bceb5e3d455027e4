#!/bin/sh
# Prints in Markdown what has changed in every stack file since a commit, including added and deleted files.
#
# usage: .github/timetable-diff.sh <commit>
# Exit code 1 if a stack file has errors: they are printed instead of its changes.
set -eu
base=${1:?usage: .github/timetable-diff.sh <commit>}
cd "$(dirname "$0")/.."
git rev-parse --verify --quiet "$base^{commit}" >/dev/null || {
  echo "commit $base is missing: fetch it first; a shallow clone needs a depth of 2" >&2
  exit 2
}
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
status=0
# Other names are not those of stacks, and a shell may read more into them.
for file in $({ git ls-tree --name-only "$base"; ls; } | grep -E '^Pulumi\.[A-Za-z0-9_.-]+\.yaml$' | sort -u); do
  # A link may lead to any file of this machine, and its lines would be printed as errors.
  if [ -h "$file" ]; then
    printf '%s is a link: skipped\n\n' "$file"
    continue
  fi
  npm run --silent timetable -- diff "$base" --file "$file" --markdown 2>"$errors" || status=1
  if [ -s "$errors" ]; then
    # Longer than every run of backticks inside.
    fence='```'$(tr -c '`' '\n' <"$errors" | sort | tail -n 1)
    printf '\n%stext\n' "$fence"
    cat "$errors"
    printf '%s\n' "$fence"
  fi
  echo
done
exit "$status"
