"""Tables: models that hold ids and read the plan, and the view and editors that they share."""
