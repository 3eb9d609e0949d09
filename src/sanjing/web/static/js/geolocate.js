// [data-geolocate]   a group with [data-latitude] and [data-longitude] inputs: its [data-locate] button
//                    asks the phone where it is and [data-located] says how that went.
window.sanjing.attach("[data-geolocate]", (group) => {
  const button = group.querySelector("[data-locate]");
  const status = group.querySelector("[data-located]");
  if (!navigator.geolocation) return;
  button.hidden = false;

  const found = ({ coords }) => {
    group.querySelector("[data-latitude]").value = coords.latitude.toFixed(6);
    group.querySelector("[data-longitude]").value = coords.longitude.toFixed(6);
    status.textContent = `${status.dataset.done} (±${Math.round(coords.accuracy)} m)`;
    button.disabled = false;
  };
  const failed = () => {
    status.textContent = status.dataset.failed;
    button.disabled = false;
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  });
});
