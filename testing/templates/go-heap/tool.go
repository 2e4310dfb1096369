package main

import (
	"fmt"
	"os"
	"time"
)

// Fills far more memory than Go begins with, asks WASI for something in between, and counts what is not as it was left.
//
//go:wasmexport greet
func greet(data *byte, length uint32) *result {
	before := time.Now()
	var blocks [][]byte
	for range 100 {
		block := make([]byte, 300_000)
		for i := range block {
			block[i] = 0xaa
		}
		blocks = append(blocks, block)
		fmt.Fprint(os.Stderr, lift(data, length))
	}
	time.Sleep(10 * time.Millisecond)
	changed := 0
	for _, block := range blocks {
		for _, b := range block {
			if b != 0xaa {
				changed++
			}
		}
	}
	_, noFile := os.ReadFile("/data/x")
	return succeed(fmt.Sprint(changed, time.Since(before) >= 10*time.Millisecond, noFile != nil))
}
