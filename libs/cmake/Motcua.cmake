# The functions that the folders' lists are written in.

# -Wrestrict: g++ 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105329).
add_library(motcua_flags INTERFACE)
target_compile_options(motcua_flags INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wno-restrict $<$<BOOL:${MOTCUA_WERROR}>:-Werror>)
if(MOTCUA_SANITIZE)
  string(REPLACE ";" "," sanitizers "${MOTCUA_SANITIZE}")
  add_compile_options(-fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # With sanitizers g++ 12 sees uninitialized members in <regex> (GCC bug 105562).
  target_compile_options(motcua_flags INTERFACE -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=${sanitizers})
endif()

# motcua_library(name SOURCES ... DEPS ...): a static library that sees the tree from its root.
function(motcua_library name)
  cmake_parse_arguments(A "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${A_DEPS} PRIVATE motcua_flags)
endfunction()

# motcua_headers(name DEPS ...): a library of headers alone.
function(motcua_headers name)
  cmake_parse_arguments(A "" "" "DEPS" ${ARGN})
  add_library(${name} INTERFACE)
  target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} INTERFACE ${A_DEPS})
endfunction()

# motcua_program(name SOURCES ... DEPS ...): an executable, built into bin/.
function(motcua_program name)
  cmake_parse_arguments(A "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${A_DEPS} motcua_flags)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# motcua_test(name SOURCES ... DEPS ... [LABELS ...] [TIMEOUT seconds] [ALONE]): a Catch2 program;
# each TEST_CASE is a ctest. ALONE: no two of it at a time.
function(motcua_test name)
  cmake_parse_arguments(A "ALONE" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 60)
  endif()
  set(lock)
  if(A_ALONE)
    set(lock RESOURCE_LOCK ${name})
  endif()
  add_executable(${name} ${A_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE test_main motcua_flags ${A_DEPS})
  catch_discover_tests(${name} TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${A_LABELS}" TIMEOUT ${A_TIMEOUT} ${lock})
endfunction()

# motcua_protos(name PROTOS a.proto ... [DEPS ...] [GRPC]): generated C++ of files below proto/.
function(motcua_protos name)
  cmake_parse_arguments(A "GRPC" "" "PROTOS;DEPS" ${ARGN})
  set(out ${PROJECT_BINARY_DIR}/gen)
  file(MAKE_DIRECTORY ${out})
  set(sources)
  foreach(proto IN LISTS A_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(args --cpp_out=${out})
    set(made ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    if(A_GRPC)
      list(APPEND args --grpc_out=${out}
        --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
      list(APPEND made ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
    endif()
    add_custom_command(OUTPUT ${made}
      COMMAND protobuf::protoc -I${PROJECT_SOURCE_DIR}/proto ${args} ${proto}
      DEPENDS ${PROJECT_SOURCE_DIR}/proto/${proto} VERBATIM)
    list(APPEND sources ${made})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf ${A_DEPS})
  if(A_GRPC)
    target_link_libraries(${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()

# motcua_rest(name PROTOS a.proto ... [DEPS ...] [ROOT folder]): JSON codecs of the files' messages
# and REST routes of their services, for files below `folder` (proto/). DEPS has their motcua_protos
# library and the motcua_rest libraries of the files they import.
function(motcua_rest name)
  cmake_parse_arguments(A "" "ROOT" "PROTOS;DEPS" ${ARGN})
  if(NOT A_ROOT)
    set(A_ROOT ${PROJECT_SOURCE_DIR}/proto)
  endif()
  set(out ${PROJECT_BINARY_DIR}/gen)
  set(sources)
  foreach(proto IN LISTS A_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(made ${out}/${stem}.json.cc ${out}/${stem}.json.h)
    file(STRINGS ${A_ROOT}/${proto} services REGEX "^service ")
    if(services)
      list(APPEND made ${out}/${stem}.rest.cc ${out}/${stem}.rest.h ${out}/${stem}.openapi.json)
    endif()
    add_custom_command(OUTPUT ${made}
      COMMAND protobuf::protoc -I${A_ROOT} -I${PROJECT_SOURCE_DIR}/proto --motcua-rest_out=${out}
        --plugin=protoc-gen-motcua-rest=$<TARGET_FILE:protoc-gen-motcua-rest> ${proto}
      DEPENDS ${A_ROOT}/${proto} protoc-gen-motcua-rest VERBATIM)
    list(APPEND sources ${made})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_link_libraries(${name} PUBLIC rest ${A_DEPS})
endfunction()

# motcua_openapi(name DOCUMENT stem PROTOS a.proto ...): one OpenAPI document of all the services in
# the files below proto/, as `stem`.json and as a library with the header `stem`.h.
function(motcua_openapi name)
  cmake_parse_arguments(A "" "DOCUMENT" "PROTOS" ${ARGN})
  set(out ${PROJECT_BINARY_DIR}/gen)
  list(TRANSFORM A_PROTOS PREPEND ${PROJECT_SOURCE_DIR}/proto/ OUTPUT_VARIABLE inputs)
  set(made ${out}/${A_DOCUMENT}.cc ${out}/${A_DOCUMENT}.h ${out}/${A_DOCUMENT}.json)
  add_custom_command(OUTPUT ${made}
    COMMAND protobuf::protoc -I${PROJECT_SOURCE_DIR}/proto
      --motcua-rest_out=document=${A_DOCUMENT}:${out}
      --plugin=protoc-gen-motcua-rest=$<TARGET_FILE:protoc-gen-motcua-rest> ${A_PROTOS}
    DEPENDS ${inputs} protoc-gen-motcua-rest VERBATIM)
  add_library(${name} STATIC ${made})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
endfunction()
