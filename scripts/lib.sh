# shellcheck shell=bash
# What scripts/run, scripts/test and .ci/run share. Sourced, never started by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034  # read by the scripts that source this file
target=${CARGO_TARGET_DIR:-$root/target}

# Debian's packages, the same names in 12 and 13. The program's own libraries are all opened at run time,
# so no -dev package is needed: building takes a linker, libc's headers and the certificates for crates.io.
# shellcheck disable=SC2034
{
    build_packages=(ca-certificates gcc libc6-dev)
    window_packages=(
        libdbus-1-3 libegl1 libfontconfig1 libgl1 libgl1-mesa-dri libwayland-client0 libwayland-egl1
        libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0
    )
    # A screen without a monitor, and pictures of it.
    screen_packages=(maim xvfb)
    # Pictures of the user interface are drawn by lavapipe, Vulkan in software, the same on every machine.
    # The browsers make the profiles that the tests have the program read, GNOME's own program its settings; ip makes
    # networks for it. Some tests open real windows, on a screen in memory.
    test_packages=(
        "${window_packages[@]}" xvfb
        libvulkan1 mesa-vulkan-drivers chromium firefox-esr iproute2
        dbus-daemon dconf-gsettings-backend gsettings-desktop-schemas libglib2.0-bin
    )
}

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

installed() {
    # One line for each architecture it is installed for.
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# need PACKAGE...: installs what is missing, or says what it is.
need() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not Debian, so nothing is installed. Debian's names for what is needed: $*"
        return
    fi
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local as_root=()
    if ((EUID != 0)); then
        if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
            as_root=(sudo)
        else
            die "These packages are missing, and only root can install them: apt-get install ${missing[*]}"
        fi
    fi
    say "Installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! {
        "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=600 update &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}"
    } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "These packages are missing and could not be installed: ${missing[*]}"
    fi
    rm -f "$log"
}

need_rust() {
    # rustup's own place, for a shell that was started before Rust was installed.
    command -v cargo >/dev/null || PATH=${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH
    command -v cargo >/dev/null || die "Rust is missing: https://rustup.rs installs it."
}

# quick_tool NAME VERSION: installs a tool of crates.io into target/tools, built for a quick build: it runs for seconds.
quick_tool() {
    local tools=$target/tools
    if [[ -x $tools/bin/$1 ]] && grep -qsF "\"$1 $2 (" "$tools/.crates.toml"; then return; fi
    CARGO_TARGET_DIR=$tools/build CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install "$1" --version "$2" --locked --force --quiet --root "$tools"
    rm -rf "$tools/build"
}
