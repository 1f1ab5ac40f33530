//! What is pressed twice at once is meant once.

/// What was pressed first, by name.
#[derive(Default)]
pub struct Pressed(String);

impl Pressed {
    /// Whether the press of what has this name is heard: the second of two at once is not, where the first put something else in its place.
    /// A thing without a name hears every press.
    pub fn hears(&mut self, presses: i32, name: String) -> bool {
        if presses < 2 {
            self.0 = name;
            return true;
        }
        name.is_empty() || name == self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_press_put_in_its_place_does_not_hear_the_second() {
        let mut pressed = Pressed::default();
        let mut hears = |presses, name: &str| pressed.hears(presses, name.to_owned());
        assert!(hears(1, "Revoke"));
        assert!(!hears(2, "Revoke it"), "it was not there when it was pressed");
        assert!(!hears(3, "Revoke it"));
        assert!(hears(2, "Revoke"), "a counter counts both");
        assert!(hears(2, ""), "what is read is marked by two presses");
        assert!(hears(1, "Revoke it"), "a press of its own");
        assert!(hears(2, "Revoke it"));
    }
}
