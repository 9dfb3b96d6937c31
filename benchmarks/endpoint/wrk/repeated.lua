-- The same request each time. Argument: its path.
dofile("measured.lua")

function init(args)
  wrk.path = args[1]
end
