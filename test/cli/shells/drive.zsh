# Prints what each line given becomes when all that zsh offers at its end is put in.
# zsh -f drive.zsh SCRIPT LINE…
zmodload zsh/zpty
script=$1; shift
zpty -b shell zsh -f -i
zpty -w shell "PS1=; PS2=; RPS1=; unsetopt zle_bracketed_paste 2>/dev/null; unset zle_bracketed_paste; LISTMAX=1000
autoload -Uz compinit && compinit -u -D
source ${(q)script}
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
zle -C all-matches complete-word _generic
bindkey '^Xa' all-matches
tell() { print -r -- \"<<\$BUFFER>>\"; BUFFER= }
zle -N tell; bindkey '^Xp' tell
print READY"
zpty -r shell output $'*READY*READY*'
for line in "$@"; do
  zpty -n -w shell "$line"$'\x18a\x18p'
  zpty -r shell output '*<<*>>*'
  print -r -- "${${output##*<<}%%>>*}"
done
zpty -d shell
