// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_HPP
#define LEEWAY_INTEROP_JSON_HPP

#include <leeway/interop/json_constraints.hpp>
#include <leeway/interop/json_constraints_reader.hpp>
#include <leeway/interop/json_contributions.hpp>
#include <leeway/interop/json_error.hpp>
#include <leeway/interop/json_merge.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_schema_file.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_tolerances.hpp>
#include <leeway/interop/json_violations.hpp>

#endif
