// Sizeclasses measures what objects take of the heap: as CSV, the bytes of the
// slot an object of each size gets, the objects a span holds, and what a
// sequence of tiny objects takes in 16-byte blocks. See README.md.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

var (
	bytesSink   []byte
	pointerSink []*int
	kept        [][]byte
	keptPointer [][]*int
)

func totalAlloc() (total, inUse uint64) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc, stats.HeapInuse
}

// slot is the bytes that the heap grows by for one object.
func slot(size int, noscan bool) float64 {
	const n = 200
	before, _ := totalAlloc()
	for i := 0; i < n; i++ {
		if noscan {
			bytesSink = make([]byte, size)
		} else {
			pointerSink = make([]*int, size/8)
		}
	}
	after, _ := totalAlloc()
	return float64(after-before) / n
}

// slots is how many objects of size a fresh span of so many bytes holds.
func slots(size, span int, noscan bool) float64 {
	const spans = 1200
	n := spans * (span / size)
	kept, keptPointer = nil, nil
	runtime.GC()
	debug.FreeOSMemory()
	if noscan {
		kept = make([][]byte, n)
	} else {
		keptPointer = make([][]*int, n)
	}
	_, before := totalAlloc()
	for i := 0; i < n; i++ {
		if noscan {
			kept[i] = make([]byte, size)
		} else {
			keptPointer[i] = make([]*int, size/8)
		}
	}
	_, after := totalAlloc()
	return float64(n) * float64(span) / float64(after-before)
}

func tiny(size int) {
	switch size { // constant sizes: the compiler calls the allocator directly
	case 1:
		keep(new([1]byte))
	case 2:
		keep(new([2]byte))
	case 3:
		keep(new([3]byte))
	case 4:
		keep(new([4]byte))
	case 5:
		keep(new([5]byte))
	case 6:
		keep(new([6]byte))
	case 7:
		keep(new([7]byte))
	case 8:
		keep(new([8]byte))
	case 9:
		keep(new([9]byte))
	case 10:
		keep(new([10]byte))
	case 12:
		keep(new([12]byte))
	case 13:
		keep(new([13]byte))
	case 15:
		keep(new([15]byte))
	default:
		panic(size)
	}
}

var sink [16]any

//go:noinline
func keep(object any) { sink[0] = object }

// blocks is the bytes that one round of sizes takes, on average.
func blocks(sizes []int) float64 {
	const rounds = 20_000
	before, _ := totalAlloc()
	for i := 0; i < rounds; i++ {
		for _, size := range sizes {
			tiny(size)
		}
	}
	after, _ := totalAlloc()
	return float64(after-before) / rounds
}

func main() {
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1)
	fmt.Println("# " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH)
	switch os.Args[1] {
	case "slots":
		fmt.Println("bytes,noscan,slotBytes")
		for _, size := range sizes() {
			for _, noscan := range []bool{true, false} {
				if noscan && size >= 16 || !noscan && size%8 == 0 {
					fmt.Printf("%d,%v,%.0f\n", size, noscan, slot(size, noscan))
				}
			}
			runtime.GC()
		}
	case "spans":
		fmt.Println("classBytes,pages,noscan,slots")
		for class, size := range classes {
			for _, noscan := range []bool{true, false} {
				object := size
				if !noscan && size > 512 {
					object -= 8 // the malloc header
				}
				if size >= 16 && size <= 32760 {
					span := int(pages[class]) * 8192
					fmt.Printf("%d,%d,%v,%.2f\n", size, pages[class], noscan, slots(object, span, noscan))
				}
			}
		}
	case "tiny":
		fmt.Println("sizes,bytesPerRound")
		for _, sizes := range [][]int{
			{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {12}, {13}, {15}, {1, 8}, {8, 1}, {3, 5},
			{1, 2, 4, 8}, {8, 4, 2, 1}, {12, 3}, {3, 12}, {9, 2, 2, 1}, {13, 1}, {15, 1}, {5, 6, 7}, {7, 9, 4},
			{10, 3, 8, 1, 5}, {2, 13, 6, 4, 4, 12}, {1, 1, 8}, {6, 10, 7, 2, 9},
		} {
			text := strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", "+")
			fmt.Printf("%s,%.3f\n", text, blocks(sizes))
		}
	}
}

var (
	classes = [...]int{8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256,
		288, 320, 352, 384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536,
		1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472,
		9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
		32768}
	pages = [...]uint8{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2,
		9, 7, 5, 8, 3, 10, 7, 4}
)

// sizes are those around each class, with and without a header, and large ones.
func sizes() []int {
	var all []int
	last := 0
	add := func(size int) {
		if size > last {
			all = append(all, size)
			last = size
		}
	}
	for _, class := range classes {
		for _, size := range []int{class - 9, class - 8, class - 7, class - 1, class, class + 1, class + 8} {
			add(size)
		}
	}
	for _, size := range []int{40_000, 40_960, 40_961, 65_536, 65_544, 100_000, 1 << 20, 1<<20 + 8} {
		add(size)
	}
	return all
}
