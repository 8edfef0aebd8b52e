package main

import (
	"container/list"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"strconv"
	"sync"
)

// cache prints what a look-up and an insertion take in a cache as most programs have it.
func cache(arguments []string) {
	flags := flag.NewFlagSet("cache", flag.ExitOnError)
	exponent := flags.Float64("zipf", 0.99, "exponent of the keys' law; 0: all alike")
	lookups := flags.Int("lookups", 2_000_000, "look-ups")
	value := flags.Int("value", 256, "bytes of a value")
	flags.Parse(arguments)
	fmt.Println("  entries   look-up ns   insert and drop ns")
	for _, entries := range []int{100, 1_000, 10_000, 100_000, 1_000_000} {
		lookup, insert := measureCache(entries, *lookups, *value, *exponent)
		fmt.Printf("%9d %12.0f %20.0f\n", entries, lookup, insert)
	}
}

type entry struct {
	key   string
	value []byte
}

type lru struct {
	mu    sync.Mutex
	items map[string]*list.Element
	order *list.List
	limit int
}

func (c *lru) get(key string) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.items[key]
	if !ok {
		return nil
	}
	c.order.MoveToFront(element)
	return element.Value.(*entry)
}

func (c *lru) put(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[e.key] = c.order.PushFront(e)
	if c.order.Len() > c.limit {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.items, last.Value.(*entry).key)
	}
}

func measureCache(entries, lookups, valueBytes int, exponent float64) (lookupNs, insertNs float64) {
	c := &lru{items: map[string]*list.Element{}, order: list.New(), limit: entries}
	names := make([]string, entries)
	for i := range names {
		names[i] = "product:" + strconv.Itoa(i)
	}
	for _, i := range rand.Perm(entries) {
		c.put(&entry{"product:" + strconv.Itoa(i), make([]byte, valueBytes)})
	}
	// Keys of the law by inversion, drawn beforehand.
	sums := make([]float64, entries)
	sum := 0.0
	for i := range sums {
		sum += math.Pow(float64(i+1), -exponent)
		sums[i] = sum
	}
	keys := make([]string, 1<<20)
	for i := range keys {
		rank := sort.SearchFloat64s(sums, rand.Float64()*sum)
		keys[i] = names[min(rank*7919%entries, entries-1)] // hot keys lie anywhere
	}
	var each []float64
	at := 0
	for done := 0; done < lookups; done += 1000 {
		from := threadCPU()
		for range 1000 {
			e := c.get(keys[at&(1<<20-1)])
			at++
			if e != nil && e.value[0] == 1 {
				panic("never")
			}
		}
		each = append(each, float64(threadCPU()-from)/1000)
	}
	lookupNs = quantile(sorted(each), 0.5)
	each = nil
	fresh := make([]*entry, 1000)
	for round := range min(200, lookups/1000) {
		for i := range fresh {
			fresh[i] = &entry{"fresh:" + strconv.Itoa(round*1000+i), nil}
		}
		from := threadCPU()
		for _, e := range fresh {
			c.put(e)
		}
		each = append(each, float64(threadCPU()-from)/1000)
	}
	insertNs = quantile(sorted(each), 0.5)
	return lookupNs, insertNs
}
