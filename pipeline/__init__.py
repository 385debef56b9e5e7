"""The stages that turn published and local SEND data into a website; `build` is their order."""
