package main

import (
	"math/rand"
	"runtime"
	"unsafe"
)

const (
	pageBytes    = 4096
	pageWords    = pageBytes / 8
	tableObjects = 8192
	// Makes the choice of what to keep independent of the choice of what holds pointers.
	secondSequence = 2246822519
)

// liveHeap is what stays reachable for the whole run: tables of pointers to objects of equal size.
var liveHeap [][]unsafe.Pointer

// anchor is an object that pointers of short-lived objects point to, so that they keep nothing alive.
var anchor = new([8]uint64)

// buildLiveHeap allocates the live heap and collects twice, so that the run begins with the heap goal that follows
// from it. The pointers in the tables, 8 bytes an object, count as part of the heap. A share of the objects consists
// of pointers, every fourth of which points to a random other object; the rest holds no pointers.
func buildLiveHeap(heap *LiveHeap) {
	if heap != nil {
		fillTables(heap)
		linkObjects(heap)
	}
	runtime.GC()
	runtime.GC()
}

func fillTables(heap *LiveHeap) {
	objects := heap.Bytes / (heap.ObjectBytes + 8)
	for first := int64(0); first < objects; first += tableObjects {
		table := make([]unsafe.Pointer, min(tableObjects, objects-first))
		for i := range table {
			if isShare(uint32(first)+uint32(i), heap.Pointers) {
				table[i] = unsafe.Pointer(unsafe.SliceData(make([]unsafe.Pointer, heap.ObjectBytes/8)))
			} else {
				table[i] = newBytes(heap.ObjectBytes)
			}
		}
		liveHeap = append(liveHeap, table)
	}
}

func linkObjects(heap *LiveHeap) {
	random := rand.New(rand.NewSource(1))
	for t, table := range liveHeap {
		for i, object := range table {
			if !isShare(uint32(t*tableObjects+i), heap.Pointers) {
				continue
			}
			words := unsafe.Slice((*unsafe.Pointer)(object), heap.ObjectBytes/8)
			for word := 0; word < len(words); word += 4 {
				other := liveHeap[random.Intn(len(liveHeap))]
				words[word] = other[random.Intn(len(other))]
			}
		}
	}
}

// allocate makes objects of equal size, bytes in all, and appends those to keep to kept. The objects of all requests
// are numbered on from first, so that the shares come true over many requests also where one has few objects.
func allocate(step *allocStep, bytes int64, first uint32, kept []unsafe.Pointer) []unsafe.Pointer {
	size := max(bytes/int64(step.objects), 1)
	for index := first; index != first+uint32(step.objects); index++ {
		var object unsafe.Pointer
		if size >= 8 && isShare(index, step.pointers) {
			object = newPointers(size)
		} else {
			object = newBytes(size)
		}
		if isShare(index*secondSequence, step.keep) {
			kept = append(kept, object)
		}
	}
	return kept
}

// newBytes allocates an object without pointers and writes one word in every page of it.
func newBytes(size int64) unsafe.Pointer {
	object := make([]byte, size)
	for i := 0; i < len(object); i += pageBytes {
		object[i] = 1
	}
	return unsafe.Pointer(unsafe.SliceData(object))
}

// newPointers allocates a slice of pointers and sets one word in every page of it.
func newPointers(size int64) unsafe.Pointer {
	object := make([]unsafe.Pointer, size/8)
	for i := 0; i < len(object); i += pageWords {
		object[i] = unsafe.Pointer(anchor)
	}
	return unsafe.Pointer(unsafe.SliceData(object))
}

// isShare picks the given share of the indices, evenly spread (multiples of the golden ratio, modulo 1).
func isShare(index uint32, share float64) bool {
	return float64(index*2654435769) < share*(1<<32)
}
