# tools/packages.sh: Debian packages that building and testing need. Sourced by run and test.
# shellcheck shell=bash

packages_build=(build-essential meson ninja-build pkg-config python3 libsqlite3-dev libpq-dev libmicrohttpd-dev libsodium-dev
    libutf8proc-dev libxlsxwriter-dev libexpat1-dev libzip-dev libbrotli-dev zlib1g-dev libjansson-dev libcairo2-dev
    libpango1.0-dev libqrencode-dev fontconfig fonts-liberation fonts-dejavu-core)
packages_test=(libcmocka-dev postgresql chromium nodejs npm sqlite3 libxml2-utils poppler-utils clang
    python3-openpyxl python3-icalendar)

# Installs what is missing, without questions; on a machine without apt says what to install.
packages_install() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        if command -v meson >/dev/null && command -v ninja >/dev/null && command -v pkg-config >/dev/null; then
            return 0 # another system, where somebody has installed the like
        fi
        echo "Esta máquina no tiene apt. Instale lo equivalente a: $*" >&2
        echo "This machine has no apt. Install the equivalent of: $*" >&2
        exit 1
    fi
    for package in "$@"; do
        # npm and nodejs may come from elsewhere than Debian.
        case "$package" in
            npm|nodejs) command -v "${package/nodejs/node}" >/dev/null && continue ;;
        esac
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "Falta sudo para instalar: ${missing[*]}" >&2; exit 1; }
        sudo=(sudo -n)
    fi
    echo "Instalando: ${missing[*]}" >&2
    local log
    log=$(mktemp)
    if ! { "${sudo[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq \
        --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -20 "$log" >&2
        echo "No se pudo instalar: ${missing[*]}" >&2
        exit 1
    fi
    rm -f "$log"
}
