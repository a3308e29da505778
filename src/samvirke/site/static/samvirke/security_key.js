// Tells that a security key did not answer: allauth itself tells the console alone.
document.addEventListener('allauth.error', function () {
  document.getElementById('security_key_failed').hidden = false
})
