module local/__NAME__

go 1.24
