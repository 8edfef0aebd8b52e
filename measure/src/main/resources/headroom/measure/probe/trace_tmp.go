package main

import "os"

var stderr = os.Stderr
