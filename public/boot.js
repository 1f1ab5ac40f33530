// Starts the board. The build replaces the two addresses.
const JS = "__FULCRUM_JS__";
const WASM = "__FULCRUM_WASM__";

try {
  const theme = JSON.parse(localStorage.getItem("fulcrum.theme") ?? "null");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the device's own appearance it is.
}

// What is said to whoever waits for the first time.
document.documentElement.classList.toggle("again", Boolean(navigator.serviceWorker?.controller));

try {
  const { default: init } = await import(JS);
  await init({ module_or_path: WASM });
} catch (error) {
  console.error("Fulcrum could not start.", error);
  sayItDidNotStart();
}

function sayItDidNotStart() {
  const message = document.createElement("p");
  message.textContent = "Fulcrum could not start. Reload; your work on this device is safe.";

  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = "Reload";
  reload.addEventListener("click", () => location.reload());

  const main = document.createElement("main");
  main.className = "boot-failed";
  main.setAttribute("role", "alert");
  main.append(message, reload);
  document.body.replaceChildren(main);
}
