# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# conan create cmake/packaging/conan
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2.0"


class LeewayConan(ConanFile):
    name = "leeway"
    description = "Watches live data against a baseline, inside the process that serves it"
    license = "BSL-1.0"
    topics = ("drift", "monitoring", "statistics", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"eigen": [True, False], "json": [True, False]}
    default_options = {"eigen": False, "json": False}
    no_copy_source = True

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._root, "include", "leeway", "version.hpp"))
        parts = ("MAJOR", "MINOR", "PATCH")
        self.version = ".".join(re.search(rf"#define LEEWAY_VERSION_{part} (\d+)", text).group(1) for part in parts)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*.cmake", "cmake/*.in", "include/*"):
            copy(self, pattern, src=self._root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.74.0 <2]", transitive_headers=True, libs=False)
        if self.options.eigen:
            self.requires("eigen/[>=3.4.0 <6]", transitive_headers=True)
        if self.options.json:
            self.requires("nlohmann_json/[>=3.10.0 <4]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["LEEWAY_BUILD_TESTS"] = False
        toolchain.cache_variables["LEEWAY_BUILD_EXAMPLES"] = False
        toolchain.generate()

    def build(self):
        CMake(self).configure()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        rmdir(self, os.path.join(self.package_folder, "share"))  # Conan writes the CMake files of its packages itself

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "leeway")
        self.cpp_info.set_property("cmake_target_name", "leeway::leeway")
        self._component("core", [])
        self._component("csv", ["core"])
        self._component("inference", ["core", "boost::headers"])
        if self.options.eigen:
            self._component("eigen", ["core", "eigen::eigen"])
        if self.options.json:
            self._component("json", ["core", "inference", "nlohmann_json::nlohmann_json"])

    def _component(self, name, requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"leeway::{name}")
        component.requires = requires
        component.bindirs = []
        component.libdirs = []
