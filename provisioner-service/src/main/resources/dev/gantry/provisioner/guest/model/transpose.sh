# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Runs NVIDIA's transpose sample from the folder $source and prints what it prints; builds it first when $build is yes.
run() {
  PATH=$PATH:$R/usr/local/cuda/bin
  cd "$R$source" || fail "$source is not there"
  [ "$build" != yes ] || build_sample
  for program in ./transpose ./build/transpose; do
    [ ! -x "$program" ] || exec "$program"
  done
  fail "there is no program in $source after the build"
}

build_sample() {
  log=$(mktemp)
  if [ -f Makefile ]; then
    make </dev/null >"$log" 2>&1
  elif [ -f CMakeLists.txt ]; then
    # From CUDA 12.8 on the samples come with CMake alone.
    { cmake -S . -B build && cmake --build build; } </dev/null >"$log" 2>&1
  else
    rm -f "$log"
    fail "$source has neither Makefile nor CMakeLists.txt"
  fi || {
    tail -n 12 "$log" >&2
    rm -f "$log"
    fail "the sample in $source was not built"
  }
  rm -f "$log"
}
