//! A `json-tool` on Rust's standard library for WASI preview 1: environment, files, time, exit. Answers with JSON.
use std::{env, fs, io::Write, net, process, time::{Instant, SystemTime, UNIX_EPOCH}};

#[repr(C)]
pub struct Text { data: *const u8, length: usize }

#[repr(C)]
pub struct Outcome { is_error: u8, answer: Text }

fn leak(text: String) -> Text {
    let bytes: &'static [u8] = Box::leak(text.into_bytes().into_boxed_slice());
    Text { data: bytes.as_ptr(), length: bytes.len() }
}

#[no_mangle]
pub unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8 {
    if new_size == 0 { return align as *mut u8; }
    let layout = std::alloc::Layout::from_size_align_unchecked(old_size, align);
    if old_size == 0 { std::alloc::alloc(std::alloc::Layout::from_size_align_unchecked(new_size, align)) }
    else { std::alloc::realloc(old, layout, new_size) }
}

#[no_mangle]
pub extern "C" fn describe() -> *mut Text {
    let tools = r#"{"tools":[{"name":"p1-rust","description":"Uses Rust's library.","inputSchema":{"type":"object"},"outputSchema":{"type":"object"}}]}"#;
    Box::into_raw(Box::new(leak(tools.to_string())))
}

fn files(folder: &str) -> std::io::Result<String> {
    let path = format!("{folder}/rust.txt");
    fs::write(&path, "one")?;
    fs::OpenOptions::new().append(true).open(&path)?.write_all(b" two")?;
    let text = fs::read_to_string(&path)?;
    let entries = fs::read_dir(folder)?.filter(|entry| entry.as_ref().is_ok_and(|e| e.file_name() == "rust.txt")).count();
    let length = fs::metadata(&path)?.len();
    fs::remove_file(&path)?;
    Ok(format!(r#"{{"text":"{text}","entries":{entries},"length":{length}}}"#))
}

fn system() -> String {
    let start = Instant::now();
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let connected = net::TcpStream::connect("127.0.0.1:80").is_ok();
    let seen: Vec<_> = env::vars().collect();
    println!("to standard output");
    eprintln!("to standard error");
    let later = start.elapsed().as_nanos() > 0;
    format!(r#"{{"arguments":{},"variables":{},"seconds":{seconds},"connected":{connected},"later":{later}}}"#,
        env::args().count(), seen.len())
}

/// `arguments` is `{"op": "system"}`, `{"op": "files", "folder": "/mnt/…"}` or `{"op": "exit"}`.
#[no_mangle]
pub unsafe extern "C" fn call(_name: *const u8, _name_length: usize, data: *const u8, length: usize) -> *mut Outcome {
    let json = String::from_utf8_lossy(std::slice::from_raw_parts(data, length)).into_owned();
    let answer = if json.contains("\"exit\"") { process::exit(7) }
    else if json.contains("\"system\"") { Ok(system()) }
    else { files(json.split('"').find(|part| part.starts_with('/')).unwrap_or("")).map_err(|e| e.to_string()) };
    let is_error = answer.is_err() as u8;
    Box::into_raw(Box::new(Outcome { is_error, answer: leak(answer.unwrap_or_else(|e| e)) }))
}
