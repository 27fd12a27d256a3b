# shellcheck shell=bash
# Sourced by the scripts in infra/. `require_toolchain` finds JDK 25 and Maven, exports JAVA_HOME, PATH and MAVEN, or says
# what to install and ends the script. Written for bash 3.2, which is what macOS has.

JDK_WANTED=25
MAVEN_WANTED=3.8

require_toolchain() {
  local missing=0
  find_jdk || { say_how_to_get_a_jdk; missing=1; }
  find_maven || { say_how_to_get_maven; missing=1; }
  [ "$missing" = 0 ] || exit 1
}

# JAVA_HOME first, then the java on PATH, then where the usual installers put it. Of those the wanted release before a
# newer one.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    if [ -n "$home" ] && [ "$(jdk_release "$home")" -ge "$JDK_WANTED" ]; then
      use_jdk "$home"
      return 0
    fi
  done
  local newer=""
  while IFS= read -r home; do
    local release
    release=$(jdk_release "$home")
    if [ "$release" -eq "$JDK_WANTED" ]; then
      use_jdk "$home"
      return 0
    fi
    if [ "$release" -gt "$JDK_WANTED" ]; then newer=$home; fi
  done < <(usual_jdks)
  [ -n "$newer" ] || return 1
  use_jdk "$newer"
}

use_jdk() {
  export JAVA_HOME=$1
  export PATH="$JAVA_HOME/bin:$PATH"
}

# Feature release of the JDK in a folder; 0 where there is none. A JRE does not count: it cannot compile.
jdk_release() {
  local version=""
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]\{1,\}\).*/\1/p' "$1/release" | head -n 1)
  fi
  echo "${version:-0}"
}

jdk_on_path() {
  local javac
  javac=$(command -v javac 2>/dev/null) || return 0
  # Through the links of update-alternatives, which plain readlink of macOS cannot follow in one go.
  while [ -L "$javac" ]; do
    local target
    target=$(readlink "$javac")
    case $target in
      /*) javac=$target ;;
      *) javac=$(dirname "$javac")/$target ;;
    esac
  done
  (cd "$(dirname "$javac")/.." 2>/dev/null && pwd -P) || true
}

usual_jdks() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    "$HOME"/.asdf/installs/java/* "$HOME"/.jenv/versions/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    if [ -d "$home" ]; then printf '%s\n' "$home"; fi
  done
}

# Exports MAVEN, the command to call.
find_maven() {
  local candidate
  for candidate in "$(command -v mvn 2>/dev/null || true)" "${MAVEN_HOME:-}/bin/mvn" "${M2_HOME:-}/bin/mvn" \
    "$HOME"/.sdkman/candidates/maven/current/bin/mvn "$HOME"/.local/share/mise/installs/maven/*/bin/mvn \
    /opt/homebrew/bin/mvn /usr/local/bin/mvn /usr/share/maven/bin/mvn /opt/maven/bin/mvn /opt/apache-maven*/bin/mvn; do
    if [ -x "$candidate" ] && maven_is_new_enough "$candidate"; then
      export MAVEN=$candidate
      return 0
    fi
  done
  return 1
}

# Asked from outside the project, whose .mvn/jvm.config an older JDK does not understand. Without any JDK Maven cannot
# answer; then it is enough that it is there.
maven_is_new_enough() {
  local said version
  said=$(cd / && "$1" --version 2>/dev/null) || {
    ! java_answers
    return
  }
  version=$(printf '%s\n' "$said" | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || return 1
  [ "$(printf '%s\n%s\n' "$MAVEN_WANTED" "$version" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$MAVEN_WANTED" ]
}

java_answers() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version >/dev/null 2>&1
}

say_how_to_get_a_jdk() {
  {
    echo "Duebook needs a JDK $JDK_WANTED, and none was found: not in JAVA_HOME (${JAVA_HOME:-not set}), not on PATH, not in the usual places."
    if [ "$(uname -s)" = Darwin ]; then
      echo "  brew install openjdk@$JDK_WANTED"
    elif command -v apt-get >/dev/null 2>&1; then
      echo "  apt-get install openjdk-$JDK_WANTED-jdk-headless    (Debian 13, Ubuntu 25.10 and later)"
      echo "  or Eclipse Temurin: https://adoptium.net/installation/linux/"
    elif command -v dnf >/dev/null 2>&1; then
      echo "  dnf install java-$JDK_WANTED-openjdk-devel"
    else
      echo "  Eclipse Temurin: https://adoptium.net/temurin/releases/?version=$JDK_WANTED"
    fi
    echo "Installed elsewhere? Name its folder: export JAVA_HOME=/path/to/jdk-$JDK_WANTED"
  } >&2
}

say_how_to_get_maven() {
  {
    echo "Duebook is built by Apache Maven $MAVEN_WANTED or newer, and none was found on PATH or in the usual places."
    if [ "$(uname -s)" = Darwin ]; then
      echo "  brew install maven"
    elif command -v apt-get >/dev/null 2>&1; then
      echo "  apt-get install maven"
    elif command -v dnf >/dev/null 2>&1; then
      echo "  dnf install maven"
    else
      echo "  https://maven.apache.org/download.cgi"
    fi
    echo "Installed elsewhere? Put its bin folder on PATH, or set MAVEN_HOME."
  } >&2
}
