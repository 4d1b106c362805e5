# shellcheck shell=sh
# MIG instances of a card: which fit together, and what is made of them.
mig_file() { printf '%s\n' "$S/state/mig/$1/instances"; }
mig_capable() { [ "$(model_field "$(card_field "$1" 2)" 6)" = yes ]; }

# Places profiles (words, in this order of creation) on a card on top of the instances it has, each at the first of its
# starts that leaves room for those after it. Prints lines "profile start size compute id", or fails when none fit.
mig_place() { # PF PROFILE...
  pf=$1; shift
  {
    grep "^$(card_field "$pf" 2)|" "$S/data/mig" | sed 's/^/model|/'
    if [ -e "$(mig_file "$pf")" ]; then awk '{ printf "have|%s|%s|%s|%s\n", $1, $2, $3, $4 }' "$(mig_file "$pf")"; fi
    for profile in "$@"; do printf 'want|%s\n' "$profile"; done
  } | awk -F'|' '
    $1 == "model" { id[$3] = $4; compute[$3] = $5; size[$3] = $6; starts[$3] = $7; most[$3] = $8; byId[$4] = $3; if ($6 > axis) axis = $6; if ($5 > total) total = $5 }
    $1 == "have" { for (s = $3; s < $3 + $4; s++) taken[s] = 1; used += $5; count[$2]++ }
    $1 == "want" { name = $2 in compute ? $2 : byId[$2]; if (name == "") { unknown = $2; exit 4 } want[++wants] = name }
    function place(n,   list, k, i, s, free, name) {
      if (n > wants) return 1
      name = want[n]
      if (used + compute[name] > total || count[name] >= most[name]) return 0
      k = split(starts[name], list, ",")
      for (i = 1; i <= k; i++) {
        free = list[i] + size[name] <= axis
        for (s = list[i]; s < list[i] + size[name]; s++) if (taken[s]) free = 0
        if (!free) continue
        for (s = list[i]; s < list[i] + size[name]; s++) taken[s] = 1
        used += compute[name]; count[name]++; at[n] = list[i]
        if (place(n + 1)) return 1
        list[i] = at[n]
        for (s = list[i]; s < list[i] + size[name]; s++) delete taken[s]
        used -= compute[name]; count[name]--
      }
      return 0
    }
    END {
      if (unknown != "") exit 4
      if (!place(1)) exit 3
      for (n = 1; n <= wants; n++) print want[n], at[n] + 0, size[want[n]], compute[want[n]], id[want[n]]
    }'
}

mig_busy() { # PF: a vGPU lives on it
  [ -n "$(live_of "$1")" ]
}

mig_add() { # PF PROFILE...: makes the instances; 3 no room, 4 unknown profile
  pf=$1
  placed=$(mig_place "$@") || return $?
  mkdir -p "$S/state/mig/$pf"
  printf '%s\n' "$placed" >>"$(mig_file "$pf")"
  [ -z "$(parents_of "$pf")" ] || refresh_card "$pf"
}

mig_clear() { # PF
  rm -f "$(mig_file "$1")"
  [ -z "$(parents_of "$1")" ] || refresh_card "$1"
}

# Switches the mode, at once unless the card is in use. Prints nothing; 1 when it is pending only.
mig_switch() { # PF Enabled|Disabled
  mkdir -p "$S/state/mig/$1"
  if [ "$(mig_mode "$1")" = "$2" ]; then rm -f "$S/state/mig/$1/pending"; return 0; fi
  if mig_busy "$1"; then printf '%s\n' "$2" >"$S/state/mig/$1/pending"; return 1; fi
  printf '%s\n' "$2" >"$S/state/mig/$1/mode"
  rm -f "$S/state/mig/$1/pending" "$(mig_file "$1")"
  [ -z "$(parents_of "$1")" ] || refresh_card "$1"
}

nvml_cards() { # the cards the driver holds, in the order of their index
  for card in $(cards | sort); do [ "$(bound "$card")" = nvidia ] && printf '%s\n' "$card"; done
}
