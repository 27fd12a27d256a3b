# shellcheck shell=bash
# Sourced by the scripts that drive a browser. `require_chromium` exports CHROMIUM, the program to start; where there is
# none it installs Debian's as root, or says what to do and ends the script.

require_chromium() {
  find_chromium && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium here: installing it for the browser journeys."
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
    find_chromium && return 0
  fi
  {
    echo "The browser journeys need Chromium or Chrome, and none was found."
    if [ "$(uname -s)" = Darwin ]; then
      echo "  brew install --cask chromium"
    elif command -v apt-get >/dev/null 2>&1; then
      echo "  sudo apt-get install chromium"
    elif command -v dnf >/dev/null 2>&1; then
      echo "  sudo dnf install chromium"
    fi
    echo "Installed elsewhere? Name the program: export CHROMIUM=/path/to/chromium"
  } >&2
  exit 1
}

find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] && return 0
    echo "CHROMIUM names no program: $CHROMIUM. Let it name Chromium or Chrome, or unset it to have one looked for." >&2
    exit 1
  fi
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's package of that name only points to a snap, which does not start without a session.
    if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then
      CHROMIUM=$(command -v "$name")
      export CHROMIUM
      return 0
    fi
  done
  for name in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -x "$name" ]; then
      export CHROMIUM=$name
      return 0
    fi
  done
  return 1
}
