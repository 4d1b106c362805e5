# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Gives the licence token $path the mode that nvidia-gridd wants.
run() { chmod 0744 "$R$path" && chown 0:0 "$R$path" || fail "cannot set the mode of $path"; }
