-- Posts an activity again and again: its own id each time, one of 64 chats, the next of the texts.
local function lines(path)
  local found = {}
  for line in io.lines(path) do found[#found + 1] = line end
  return found
end

local activity = table.concat(lines(os.getenv("BENCH_ACTIVITY")))
local texts = lines(os.getenv("BENCH_TEXTS"))
local first = tonumber(os.getenv("BENCH_FIRST"))
local headers = { ["Content-Type"] = "application/json" }
if os.getenv("BENCH_TOKEN") ~= "" then headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") end
local number = first

function request()
  number = number + 1
  local values = { ID = tostring(number), CHAT = tostring(number % 64), TEXT = texts[number % #texts + 1] }
  return wrk.format("POST", "/api/messages", headers, (activity:gsub("@(%u+)@", values)))
end

function done(summary, _, _)
  local errors = summary.errors
  io.write(string.format("BENCH %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
