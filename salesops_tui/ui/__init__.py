"""The screen: rooms, dialogs and widgets; it asks services through the gateway and draws what they answer."""
