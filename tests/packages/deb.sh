#!/usr/bin/env bash
# Installs the package in a Debian that has nothing else, opens the window there, asks what a note is, and removes it
# again: tests/packages/deb.sh FILE.deb [SUITE] [PICTURE]
# Needs root and Debian's mirror. The tree is in a temporary folder. SUITE is that of this machine unless one is named.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
# shellcheck source=scripts/screen.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/screen.sh"

deb=$(realpath -- "${1:?which package?}")
suite=${2:-$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)}
((EUID == 0)) || die "Only root can make a tree and go into it."
need debootstrap "${screen_packages[@]}"
# Mounts are made in a room of their own and go with it, whatever happens.
if [[ ! ${IN_OWN_ROOM:-} ]]; then
    IN_OWN_ROOM=1 exec unshare --mount --propagation private -- "$0" "$deb" "$suite" "${3:-$target/run/deb.png}"
fi
picture=$3

work=$(mktemp -d)
tree=$work/tree
screen_pid='' program_pid=''
finish() {
    local status=$? pid
    for pid in $program_pid $screen_pid; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    if ((status)) && [[ -s $work/program.log ]]; then cat "$work/program.log"; fi
    umount --recursive --quiet "$tree/proc" "$tree/dev" "$tree/tmp/.X11-unix" || true
    # A mount that is still there must not be emptied.
    rm -rf --one-file-system "$work"
}
trap finish EXIT

echo "Making a Debian: $suite"
debootstrap --variant=minbase "$suite" "$tree" >"$work/log" 2>&1 || die "$(tail -n 20 "$work/log")"
mount -t proc proc "$tree/proc"
mount --rbind /dev "$tree/dev"
mount --make-rslave "$tree/dev"
mkdir -p /tmp/.X11-unix "$tree/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$tree/tmp/.X11-unix"
cp /etc/resolv.conf "$tree/etc/resolv.conf"
# Whom this machine trusts to be the mirror, and by which road it gets there.
mkdir -p "$tree/etc/ssl/certs"
cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
cp -R /etc/apt/apt.conf.d/. "$tree/etc/apt/apt.conf.d/"

inside() {
    chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        DISPLAY="${DISPLAY:-}" LIBGL_ALWAYS_SOFTWARE=1 HOME="${home:-/root}" "$@"
}
quietly() { "$@" >"$work/log" 2>&1 || die "$* failed: $(tail -n 20 "$work/log")"; }

cp "$deb" "$tree/login-triage.deb"
quietly inside apt-get update

echo "Installing, with what it depends on and nothing that it only recommends"
quietly inside apt-get install -y --no-install-recommends ./login-triage.deb
inside login-triage --version
# The order of what is printed is not ours.
inside dpkg -L login-triage | sort >"$work/files"

echo "Opening the window as a person who has just been made"
quietly inside useradd --create-home clerk
home=/home/clerk
begin_screen "$work"
inside setpriv --reuid=clerk --regid=clerk --clear-groups login-triage --window >"$work/program.log" 2>&1 &
program_pid=$!
mkdir -p "$(dirname "$picture")"
rm -f "$picture"
await_window "$program_pid" "$work" "$picture"
echo "  a picture of it: $picture"
kill "$program_pid"
wait "$program_pid" 2>/dev/null || true
program_pid=''
if grep -q panicked "$work/program.log"; then die "$(cat "$work/program.log")"; fi

echo "Asking a desktop's tools"
quietly inside apt-get install -y --no-install-recommends desktop-file-utils hicolor-icon-theme libfile-mimeinfo-perl \
    man-db shared-mime-info xdg-utils
echo '()' >"$tree/tmp/note.case.ron"
echo '()' >"$tree/tmp/other.ron"
# expect WHAT IS SHOULD
expect() {
    echo "  $1: $2"
    [[ $2 == "$3" ]] || die "  FAILED: it should be $3"
}
type=application/vnd.login-triage.case+ron
expect "a note is" "$(inside xdg-mime query filetype /tmp/note.case.ron)" "$type"
[[ $(inside xdg-mime query filetype /tmp/other.ron) != "$type" ]] || die "  FAILED: any RON file is taken for a note"
expect "it opens with" "$(inside xdg-mime query default "$type")" login-triage.desktop
expect "the manual's page" "$(inside man --where login-triage)" /usr/share/man/man1/login-triage.1.gz

echo "Removing it"
quietly inside apt-get purge -y login-triage
inside find / -xdev \( -path /proc -o -path /dev -o -path /home -o -path /tmp \) -prune -o \
    -iname '*login*triage*' -print >"$work/left"
# What the package manager itself keeps, and the package that was put there.
sed -i -e '\|^/login-triage.deb$|d' -e '\|^/var/cache/apt/|d' -e '\|^/var/log/|d' "$work/left"
[[ ! -s $work/left ]] || die "  FAILED: left behind: $(cat "$work/left")"
while read -r file; do
    if [[ $file == *login?triage* && -e $tree$file ]]; then die "  FAILED: $file is still there"; fi
done <"$work/files"
expect "a note is now" "$(inside xdg-mime query default "$type")" ''
[[ -d $tree/home/clerk ]] || die "  FAILED: the person's folder is gone"
echo "What the person has is kept:"
(cd "$tree/home/clerk" && find . -ipath '*login*triage*' -print | sort | sed 's/^/  /')
echo 'The package installs, runs and goes as it should'
