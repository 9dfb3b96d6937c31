-- The same request but for numbers. Arguments: method, path and body with @N@, which counts up
-- from the first number, and @D@, which goes round below the divisor; first number; divisor.
dofile("measured.lua")

local pieces, number, divisor

local function split(text)
  local found = {}
  for piece, mark in (text .. "@E@"):gmatch("(.-)@([NDE])@") do
    found[#found + 1] = piece
    found[#found + 1] = mark
  end
  return found
end

local function filled(template)
  local out = {}
  for index = 1, #template, 2 do
    out[#out + 1] = template[index]
    local mark = template[index + 1]
    if mark == "N" then out[#out + 1] = tostring(number) end
    if mark == "D" then out[#out + 1] = tostring(number % divisor) end
  end
  return table.concat(out)
end

function init(args)
  method, path, body = args[1], split(args[2]), split(args[3])
  number, divisor = tonumber(args[4]), tonumber(args[5])
end

function request()
  number = number + 1
  if method == "GET" then return wrk.format("GET", filled(path)) end
  return wrk.format(method, filled(path), nil, filled(body))
end
