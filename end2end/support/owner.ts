// Whoever founds the workspace in the stories.
export const OWNER = {
  team: "Northwind Talent",
  name: "Priya Nair",
  phone: "+44 20 7946 0000",
  email: "priya@example.org",
  password: "four words will do",
};
