# Prints of each line given what fish offers at its end, a word and what it is for in a line, and an empty line.
# fish -N drive.fish SCRIPT LINE…
source $argv[1]
for line in $argv[2..-1]
    complete -C $line
    echo
end
