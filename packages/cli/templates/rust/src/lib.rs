//! The functions that `wit/tool.wit` exports. `wit_bindgen::generate!` makes the trait `Guest` of it.

wit_bindgen::generate!({ path: "wit" });

struct Tool;

impl Guest for Tool {
    fn greet(name: String) -> Result<String, String> {
        if name.is_empty() {
            return Err("The name is empty: whom shall I greet?".into());
        }
        Ok(format!("Hello, {name}!"))
    }
}

export!(Tool);
