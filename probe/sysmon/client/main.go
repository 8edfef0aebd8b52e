// Command client sends messages to the program in the directory above, at exponential distances.
package main

import (
	"math/rand"
	"net"
	"os"
	"time"
)

// Usage: client MEAN, for instance client 16ms.
func main() {
	mean, err := time.ParseDuration(os.Args[1])
	if err != nil {
		panic(err)
	}
	conn, err := net.Dial("tcp", "127.0.0.1:9911")
	for err != nil {
		time.Sleep(50 * time.Millisecond)
		conn, err = net.Dial("tcp", "127.0.0.1:9911")
	}
	random := rand.New(rand.NewSource(1))
	for {
		time.Sleep(time.Duration(random.ExpFloat64() * float64(mean)))
		if _, err := conn.Write([]byte("a burst!")); err != nil {
			return
		}
	}
}
