"""The national exhibition: pavilions from invitation to opening, their desk, programme and forum."""
