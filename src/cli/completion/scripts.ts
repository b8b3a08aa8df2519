/** The shells that are known, each with what it takes to offer what `importer __complete` answers. */
export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** The whole line is handed over: bash takes words apart at `=` and `:`, and so only a word's end is replaced. */
const bash = String.raw`# bash completion of importer: importer completion bash > ~/.local/share/bash-completion/completions/importer
_importer() {
  local cur="$2" typed line strip="" quote="" at letter
  local special='["'\''\\$!'$'\x60'']'
  COMPREPLY=()
  typed="\${COMP_LINE:0:COMP_POINT}"
  local answer
  answer=$("$1" __complete --line "$typed" 2>/dev/null) || return 0
  if [[ $answer == ":files" ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$cur")
    return 0
  fi
  for ((at = 0; at < \${#typed}; at++)); do
    letter="\${typed:at:1}"
    if [[ $letter == \\ && $quote != "'" ]]; then at=$((at + 1))
    elif [[ -z $quote && $letter == [\"\'] ]]; then quote="$letter"
    elif [[ $letter == "$quote" ]]; then quote=""
    fi
  done
  typed="\${typed##*[[:space:]]}"
  if [[ $typed == *"$cur" ]]; then strip="\${typed%"$cur"}"; fi
  while IFS=$'\t' read -r line _; do
    [[ -n $line ]] || continue
    line="\${line#"$strip"}"
    # Titles come from outside: within a quote that is open, one that could end it, or be run, is not offered.
    if [[ -z $quote ]]; then printf -v line '%q' "$line"
    elif [[ $line == *$special* ]]; then continue
    fi
    COMPREPLY+=("$line")
  done <<<"$answer"
}
complete -F _importer importer
`;

const zsh = String.raw`#compdef importer
# zsh completion of importer: importer completion zsh > a folder of $fpath, as _importer
_importer() {
  local -a lines offered
  local line name
  lines=("\${(@f)$(importer __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $lines[1] == ":files" ]]; then _files; return; fi
  for line in $lines; do
    [[ -n $line ]] || continue
    name=\${line%%$'\t'*}
    name=\${name//\\/\\\\}
    offered+=("\${name//:/\\:}:\${line#*$'\t'}")
  done
  _describe 'importer' offered
}
if [[ $funcstack[1] == _importer ]]; then _importer "$@"; else compdef _importer importer; fi
`;

const fish = String.raw`# fish completion of importer: importer completion fish > ~/.config/fish/completions/importer.fish
function __importer_complete
  set -l answer (importer __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test "$answer[1]" = ":files"
    __fish_complete_path (commandline -ct)
    return
  end
  printf '%s\n' $answer
end
complete -c importer -f -a '(__importer_complete)'
`;

const unescaped = (script: string): string => script.replaceAll("\\${", "${");

export const scripts: Record<Shell, string> = {
  bash: unescaped(bash),
  zsh: unescaped(zsh),
  fish,
};
