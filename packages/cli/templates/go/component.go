// The Canonical ABI by hand: how the values of wit/tool.wit look to Go.
//
//	WIT                        as a parameter      as the result
//	u32, s32, u64, s64, f64    uint32, int32, …    uint32, int32, …
//	bool                       bool                bool
//	string                     *byte, uint32       *text
//	result<string, string>     –                   *result
//
// Text is UTF-8. A result that has more than one part is returned as a pointer to it. KAMI puts the memory back to its
// first state after each call, so what is kept for the host is never freed.
package main

import (
	"structs"
	"unsafe"
)

// address is where something stands: Go's own pointers have 64 bits in memory, the host's 32.
type address uint32

// text is a string in memory.
type text struct {
	_      structs.HostLayout
	data   address
	length uint32
}

// result is a result<string, string> in memory: which of the two it is, then the string.
type result struct {
	_       structs.HostLayout
	isError bool
	value   text
}

// kept holds what only the host points to, so that the garbage collector leaves it alone.
var kept []any

// lift is the string that was passed as a pointer and a length.
func lift(data *byte, length uint32) string {
	return unsafe.String(data, length)
}

// lower is a string as the host reads it.
func lower(s string) text {
	kept = append(kept, s)
	return text{data: address(uintptr(unsafe.Pointer(unsafe.StringData(s)))), length: uint32(len(s))}
}

// succeed is what an exported function returns for ok.
func succeed(answer string) *result {
	return give(&result{value: lower(answer)})
}

// fail is what an exported function returns for err: what went wrong, for a model to read.
func fail(why string) *result {
	return give(&result{isError: true, value: lower(why)})
}

func give(r *result) *result {
	kept = append(kept, r)
	return r
}

// The host calls it for the memory that arguments are written to. The name says that it is for exports alone: the adapter
// for WASI would call it before Go has started.
//
//go:wasmexport cabi_export_realloc
func cabiRealloc(old *byte, oldSize, align, newSize uint32) *byte {
	fresh := make([]uint64, newSize/8+1) // aligned for every type of WIT
	kept = append(kept, fresh)
	start := (*byte)(unsafe.Pointer(&fresh[0]))
	copy(unsafe.Slice(start, newSize), unsafe.Slice(old, oldSize))
	return start
}

func main() {}
