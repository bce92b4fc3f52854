import "badgepack/elements";

document.querySelector("badge-export").addEventListener("badgepack-done", ({ detail }) => {
  const { exported, listed } = detail.summary;
  document.title = `${exported} of ${listed} badges and records saved`;
});
