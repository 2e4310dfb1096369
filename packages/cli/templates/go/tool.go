package main

//go:wasmexport greet
func greet(data *byte, length uint32) *result {
	name := lift(data, length)
	if name == "" {
		return fail("The name is empty: whom shall I greet?")
	}
	return succeed("Hello, " + name + "!")
}
