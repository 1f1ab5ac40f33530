//! Files that the person chose.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, HtmlInputElement, TextDecoder, TextDecoderOptions};

/// A file by its name and size; its bytes are read when asked for.
#[derive(Clone)]
pub struct File(web_sys::File);

impl File {
    /// The file that a file input was just given; the input then forgets it, so that the same file may be chosen again.
    pub fn chosen(event: &Event) -> Option<Self> {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(Self(file))
    }

    /// The first of what was dropped.
    pub fn dropped(event: &DragEvent) -> Option<Self> {
        event.data_transfer()?.files()?.get(0).map(Self)
    }

    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Its text: UTF-8, UTF-16 with or without its mark, or else Windows-1252, which holds Latin-1.
    ///
    /// # Errors
    /// The browser could not read it: it was moved, say, or may not be opened.
    pub async fn text(&self) -> Result<String, ()> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.map_err(drop)?;
        let array = js_sys::Uint8Array::new(&buffer);
        let head = array.subarray(0, array.length().min(4)).to_vec();
        let label = match head.as_slice() {
            [0xff, 0xfe, ..] | [1..=u8::MAX, 0, 1..=u8::MAX, 0] => "utf-16le",
            [0xfe, 0xff, ..] | [0, 1..=u8::MAX, 0, 1..=u8::MAX] => "utf-16be",
            _ => {
                if let Some(text) = decode("utf-8", &array) {
                    return Ok(text);
                }
                "windows-1252"
            }
        };
        decode(label, &array).ok_or(())
    }
}

/// None when the bytes are not in this encoding.
fn decode(label: &str, bytes: &js_sys::Uint8Array) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_js_u8_array(bytes).ok()
}
