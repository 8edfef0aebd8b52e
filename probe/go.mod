module headroom/probe

go 1.26
