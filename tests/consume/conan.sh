#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
#
# tests/consume/conan.sh SCRATCH: conan create with its test_package, offline. Boost, Eigen and nlohmann_json are the
# installed ones, wrapped in local recipes. Exit code 77 says that there is no conan here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
recipe=$here/../../cmake/packaging/conan
scratch=$1

if ! command -v conan >/dev/null; then
  echo "not run: conan was not found"
  exit 77
fi

rm -rf "$scratch"
mkdir -p "$scratch"
export CONAN_HOME=$scratch/home CONAN_CMAKE_GENERATOR=Ninja LEEWAY_CONAN_BUILD=$scratch/test_package
conan profile detect >/dev/null 2>&1

system_package() {  # system_package NAME VERSION CMAKE_FILE CMAKE_TARGET INCLUDE_FOLDER [COMPONENT]
  mkdir -p "$scratch/$1"
  cat >"$scratch/$1/conanfile.py" <<PYTHON
from conan import ConanFile
class System(ConanFile):
    name, version, package_type = "$1", "$2", "header-library"
    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "$3")
        info = self.cpp_info.components["$6"] if "$6" else self.cpp_info
        info.set_property("cmake_target_name", "$4")
        info.includedirs = ["$5"]
        info.bindirs = info.libdirs = []
PYTHON
  conan export-pkg "$scratch/$1" >/dev/null 2>&1
}
system_package boost 1.74.0 Boost Boost::headers /usr/include headers
system_package eigen 3.4.0 Eigen3 Eigen3::Eigen /usr/include/eigen3 ""
system_package nlohmann_json 3.11.2 nlohmann_json nlohmann_json::nlohmann_json /usr/include ""

create() { conan create "$recipe" --no-remote -s compiler.cppstd=20 "$@"; }
create -s build_type=Release
create -s build_type=Debug -o "leeway/*:eigen=True" -o "leeway/*:json=True"

# One package serves every setting; C++17 is refused by name.
ids=$(conan list 'leeway/*:*' --format=json | grep -o '"[0-9a-f]\{40\}": {' | sort -u | wc -l)
[[ $ids -eq 1 ]] || { echo "expected one package id, found $ids"; exit 1; }
if refusal=$(conan create "$recipe" --no-remote -s compiler.cppstd=17 -tf "" 2>&1); then
  echo "C++17 was not refused"
  exit 1
fi
grep -q "C++ standard" <<<"$refusal" || { echo "$refusal"; exit 1; }
echo "conan: one package, consumed twice; C++17 refused"
