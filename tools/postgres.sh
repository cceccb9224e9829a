#!/usr/bin/env bash
# Installs Debian's PostgreSQL for the tests where that is possible; never fails, for the tests say what they lack.
set -u
if compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2> /dev/null; then as="sudo -n"; else as="none"; fi
if [ "$as" != none ] && command -v apt-get > /dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  timeout 300 $as apt-get install -y -qq postgresql > /dev/null 2>&1 ||
    { timeout 120 $as apt-get update -qq > /dev/null 2>&1 && timeout 300 $as apt-get install -y -qq postgresql > /dev/null 2>&1; }
fi
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null ||
  echo "PostgreSQL is not installed and could not be: the tests of it are skipped (apt-get install postgresql)" >&2
exit 0
