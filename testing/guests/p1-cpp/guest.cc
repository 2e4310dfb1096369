/*
 * A `json-tool` on the C++ library for WASI preview 1: containers, streams, files, the file system library, clocks
 * and a random device. `folder` is where it may write. Answers with JSON.
 */
#include "libc-tool.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

TOOLS("{\"tools\":[{\"name\":\"p1-cpp\",\"description\":\"Uses the C++ library.\","
      "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\"}}]}")

namespace fs = std::filesystem;

static std::string write_and_list(const fs::path &folder) {
  std::error_code problem;
  fs::create_directory(folder / "cpp", problem);
  if (problem) return "\"problem\":\"" + problem.message() + "\"";
  std::ofstream(folder / "cpp" / "b.txt") << "one two";
  std::ofstream(folder / "cpp" / "a.txt") << "three";
  std::vector<std::string> names;
  for (const auto &entry : fs::directory_iterator(folder / "cpp", problem)) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  std::string word;
  std::ifstream(folder / "cpp" / "b.txt") >> word;
  std::ostringstream out;
  out << "\"names\":[\"" << names.at(0) << "\",\"" << names.at(1) << "\"],\"word\":\"" << word
      << "\",\"size\":" << fs::file_size(folder / "cpp" / "a.txt", problem)
      << ",\"removed\":" << fs::remove_all(folder / "cpp", problem);
  return out.str();
}

static outcome answer_call(const char *json) {
  static std::string line;
  std::random_device device;
  const auto start = std::chrono::steady_clock::now();
  line = "{" + write_and_list(text_member(json, "folder"));
  const bool later = std::chrono::steady_clock::now() > start;
  line += std::string(",\"later\":") + (later ? "true" : "false");
  line += std::string(",\"differs\":") + (device() != device() ? "true}" : "false}");
  return {0, {line.data(), static_cast<unsigned>(line.size())}};
}
