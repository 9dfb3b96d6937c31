-- Distinct lookups. Arguments: path of the request with @S@ and @P@ in it, file of
-- "subject predicate" lines, byte to begin at in that file.
dofile("measured.lua")

local file, before, between, after

function init(args)
  local request = wrk.format("GET", args[1])
  before, between, after = request:match("^(.-)@S@(.-)@P@(.*)$")
  file = io.open(args[2])
  file:setvbuf("full", 1048576)
  file:seek("set", tonumber(args[3]))
end

function request()
  local text = file:read("*l")
  if not text then
    file:seek("set", 0)
    text = file:read("*l")
  end
  local cut = text:find(" ", 1, true)
  return before .. text:sub(1, cut - 1) .. between .. text:sub(cut + 1) .. after
end
